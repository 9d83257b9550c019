extension FixedWidthInteger where Self: SignedInteger {
    /// Divides by a positive number and rounds towards negative infinity.
    @inlinable
    package func floorDivided(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Returns the remainder of `floorDivided`, which is never negative.
    @inlinable
    package func modulo(_ divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
