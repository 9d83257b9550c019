internal import Emulation

/// The page of a list that a request asks for (contract: "Paging").
struct Page {
    static let limitDefault = 50
    static let limitRange = 1...1000

    /// The maximum number of rows on the page.
    let rowsMax: Int
    /// The number of rows before the page.
    let rowsBefore: Int

    /// - Parameters:
    ///   - query: the query, with the items `page` and `limit`.
    ///   - hasLimit: whether `limit` is read; without it a page has 50 rows.
    /// - Throws: a refusal when an item is not a number or out of range.
    init(_ query: RequestFields, hasLimit: Bool = false) throws(Refused) {
        let number = try query.read(CapgoFields.page) ?? 0
        rowsMax = hasLimit ? try query.read(CapgoFields.limit) ?? Self.limitDefault : Self.limitDefault
        let product = number.multipliedReportingOverflow(by: rowsMax)
        rowsBefore = product.overflow ? .max : product.partialValue
    }
}
