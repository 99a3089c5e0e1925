/// A certificate authority and a server's certificate that it signed, good from 2020 to 2119 and for these tests alone.
enum TestCertificates {
    /// The authority's certificate, to be trusted.
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBeDCCAR+gAwIBAgIBATAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhMYXRjaGtl
        eSB0cmFuc3BvcnQgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAw
        MDBaMCMxITAfBgNVBAMMGExhdGNoa2V5IHRyYW5zcG9ydCB0ZXN0czBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABGgWjb6HI29U/Khc+L+HldJ9I/QFmHtQQHcOacwX
        IQX3wSROyaevn3If7LamI5iKYxloorRVBEH7Ve7gUQFBIU6jQjBAMA8GA1UdEwEB
        /wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMB0GA1UdDgQWBBSUbDeMbwfQ/AgdKHHJ
        XIytKFOT/DAKBggqhkjOPQQDAgNHADBEAiA0nAYMR4tL5/4t42JxshXaOpfniB3q
        FTn3vj1fOiak6gIgOIyg1hVlJmnxjzWHO15sYCRC4XxTyXQwEk+9hIwF4XU=
        -----END CERTIFICATE-----
        """

    /// The server's certificate, for the names cloud.test and localhost, and for no address.
    static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBkTCCATegAwIBAgIBAjAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhMYXRjaGtl
        eSB0cmFuc3BvcnQgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAw
        MDBaMBUxEzARBgNVBAMMCmNsb3VkLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAATTHfxCz11pBuZzIQVjKTprCa6ekjcmPWlbQ6v92Pq1cm+vTLiSLSbWcshq
        e2uji6gq1rgEA2qtH9P/RG8z7W8ro2gwZjAgBgNVHREEGTAXggpjbG91ZC50ZXN0
        gglsb2NhbGhvc3QwEwYDVR0lBAwwCgYIKwYBBQUHAwEwDAYDVR0TAQH/BAIwADAf
        BgNVHSMEGDAWgBSUbDeMbwfQ/AgdKHHJXIytKFOT/DAKBggqhkjOPQQDAgNIADBF
        AiB3A3/wxnAQNV6+plOpWt09Ha3QxW7QH4okWGX+FxvUOgIhAM/fvWgGjNWwMAUu
        a3JSpDk9b/2QeIjGol3DdZ+mTkrs
        -----END CERTIFICATE-----
        """

    /// The server's private key.
    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPy4vLfVXSGIGYlIS
        LPIdUGCE88LP5wAQTVJvhXKUf+2hRANCAATTHfxCz11pBuZzIQVjKTprCa6ekjcm
        PWlbQ6v92Pq1cm+vTLiSLSbWcshqe2uji6gq1rgEA2qtH9P/RG8z7W8r
        -----END PRIVATE KEY-----
        """
}
