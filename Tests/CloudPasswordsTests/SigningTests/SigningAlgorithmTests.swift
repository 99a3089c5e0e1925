import CloudPasswords
import Testing

@Suite struct SigningAlgorithmTests {
    @Test(arguments: [
        ("ecs.cn-north-4.myhuaweicloud.com", false), ("iam.myhuaweicloud.com", false),
        ("ecs.ap-southeast-1.huaweicloud.com", false), ("ecs.cn-north-1.myhwclouds.cn", false),
        ("vpc-ep.la-north-2.myhuaweicloud.com:8443", false),
        ("ecs.eu-west-101.myhuaweicloud.eu", true), ("ecs.eu-west-101.myhuaweicloud.com", true),
        ("example.com", true), ("127.0.0.1:8080", true), ("4cs.cn-north-4.myhuaweicloud.com", true),
        ("ecs.cn-north-4.example.com", true), ("", true),
    ])
    func `the SDKs' default rule is known`(host: String, isDerived: Bool) {
        #expect(SigningAlgorithm.isDerivedByDefault(host: host) == isDerived)
    }
}
