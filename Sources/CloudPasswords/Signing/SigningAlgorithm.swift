/// How a request is signed with an access key.
public enum SigningAlgorithm: Sendable, Equatable {
    /// `SDK-HMAC-SHA256`: with the secret key itself. What every endpoint of the public regions takes.
    ///
    /// Source: API Request Signing Guide, "Calculating a signature".
    case hmacSHA256
    /// `V11-HMAC-SHA256`: with a key derived from the secret for one day, region and service.
    ///
    /// Source: the derived signer of the cloud's published SDKs.
    case derivedHMACSHA256(region: String, service: String)

    /// What the Authorization header begins with.
    var name: String {
        switch self {
        case .hmacSHA256: "SDK-HMAC-SHA256"
        case .derivedHMACSHA256: "V11-HMAC-SHA256"
        }
    }

    /// Whether the SDKs' default rule signs requests to this host with a derived key: it does so for all but the
    /// public regions under `myhuaweicloud.com` and their relatives.
    ///
    /// The SDKs ask the rule only when they are told to ("with derived predicate"); so nothing here asks it by itself.
    /// Note that it knows regions of one or two digits only, and no `.eu`.
    ///
    /// Source: `get_default_derived_predicate` in huaweicloudsdkcore 3.1.219, whose expression this is.
    public static func isDerivedByDefault(host: String) -> Bool {
        let publicRegion = /[a-z][a-z0-9\-]+(\.[a-z]{2,}-[a-z]+-[0-9]{1,2})?\.(my)?(huaweicloud|myhwclouds).(com|cn)/
        return host.prefixMatch(of: publicRegion) == nil
    }
}
