/// The right to send one request under an account's quota.
///
/// Whoever has one says what came of it, whatever came of it, by ``RequestQuotas/note(_:_:)``.
package struct QuotaPermit: Sendable {
    /// What the request counts against.
    let quota: QuotaClass
    /// How long it was waited for.
    let waited: Duration
}
