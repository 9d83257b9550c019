/// A list of an answer whose elements are made one by one while the answer is sent.
///
/// For lists without a bound on their length: each element is read from a copy of the state, which is made in constant
/// time, so the whole list is never in memory and no other request waits for it.
@usableFromInline
package struct LazyList<Element>: Sendable {
    /// Makes the iterator; an element that is nil is left out.
    @usableFromInline let makeIterator: @Sendable () -> AnyIterator<Element?>

    /// - Parameter elements: makes the sequence of the elements.
    @inlinable
    package init<Elements: Sequence & SendableMetatype>(
        _ elements: @escaping @Sendable () -> Elements
    ) where Elements.Element == Element {
        makeIterator = {
            var iterator = elements().makeIterator()
            return AnyIterator { iterator.next().map(Optional.some) }
        }
    }

    /// - Parameters:
    ///   - elements: makes the sequence that is filtered.
    ///   - convert: makes an element; nil leaves it out, and counts as a step of the work all the same.
    @inlinable
    package init<Elements: Sequence & SendableMetatype>(
        _ elements: @escaping @Sendable () -> Elements,
        convert: @escaping @Sendable (Elements.Element) -> Element?
    ) {
        makeIterator = {
            var iterator = elements().makeIterator()
            return AnyIterator { iterator.next().map(convert) }
        }
    }

    /// A list that is in memory already.
    @inlinable
    package init(_ elements: [Element]) where Element: Sendable {
        self.init { elements }
    }

    /// The list of what is made of each element.
    @inlinable
    package func map<Other>(_ convert: @escaping @Sendable (Element) -> Other) -> LazyList<Other> {
        LazyList<Other>(steps: { [makeIterator] in
            let iterator = makeIterator()
            return AnyIterator { iterator.next().map { $0.map(convert) } }
        })
    }

    @inlinable
    init(steps makeIterator: @escaping @Sendable () -> AnyIterator<Element?>) {
        self.makeIterator = makeIterator
    }
}

extension LazyList: AnswerValue where Element: AnswerValue {
    @usableFromInline package static var example: LazyList {
        LazyList { CollectionOfOne(Element.example) }
    }

    @inlinable
    package func write(to writer: inout ObjectWriter) {
        writer.postpone(ListWriter(makeIterator()))
    }

    @usableFromInline package var fieldType: FieldType { .list(Element.example.fieldType) }
}

/// Writes the elements of a list in steps.
@usableFromInline
protocol PostponedList: AnyObject {
    /// Writes the next element, if there is one and it is not left out.
    ///
    /// - Returns: false after the end of the list.
    func writeNext(to writer: inout ObjectWriter) -> Bool
}

/// Writes what an iterator gives.
@usableFromInline
final class ListWriter<Element: AnswerValue>: PostponedList {
    @usableFromInline let iterator: AnyIterator<Element?>
    @usableFromInline var isAtStart = true

    @inlinable
    init(_ iterator: AnyIterator<Element?>) {
        self.iterator = iterator
    }

    @inlinable
    func writeNext(to writer: inout ObjectWriter) -> Bool {
        guard let next = iterator.next() else {
            writer.append(json: isAtStart ? "[]" : "]")
            return false
        }
        guard let element = next else { return true }
        writer.append(json: isAtStart ? "[" : ",")
        isAtStart = false
        element.write(to: &writer)
        return true
    }
}
