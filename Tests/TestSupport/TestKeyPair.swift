public import CloudSimulator

/// One key pair for all tests, because making one takes longer than most of them.
///
/// A throw-away key, never used for anything else.
public enum TestKeyPair {
    /// The private key as a PKCS#1 PEM file.
    public static let privateKeyPEM = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEAwPbWn7THVay8BD3z23IZCZHKtv36owlPFY98PejwHgm4NkTP
        0Gk3hKJimpJgz7AZtDvIp9bcTULaF1i920ukzGc9h/ah4KNwz6L4CC4Qn5mP4f+I
        lMvrdAHTbVOF//X0jedwVvDmwT2LGZ9pxyGQdOWjIIgnLZAZbplUkEndBSF8AtMm
        QM50TJmwmi2/2I4+eXTeqEyiK6ZdAglGVtD/3Jw88wpbVELvsINnvWwndSCZLPGN
        tQC8jwfCrP5Dg77SlzdhVAlBjdZY4X8HdZSkcYyNYtvB40xsbfeq0y4iiobtZWtV
        oUP945XVVVZaDNZjkLHXLmzDdeKsibxNeexisQIDAQABAoIBAAHxWkbVsfNrCkzm
        oh0Rqy6H+75XlJ2YmzsQge6OTlXsa3Y3FM/jMfkRY3nCmIaZc3YiQJ/D+jLYRfbZ
        4LYjrv8/Li+UwZt6jx5gDyw8k9PviV3RTfrligjVzd76FM13bfoRxvVGdqRNGNND
        Yh7BopaIC1o+qgT7lZih+D0oU+PYe8644qUcsrMbq/11KkLzAmJXF24OcRvFoUBE
        0OY56NE35lwlJ3n6TIG+Rofu1AyrWhWOQfQEHqduTbOjQ+w13jG89Gk1cYj4caOb
        oYn2LqAfj0mcO75HmANQVNiHbF90V2ndCxNJj8LCV9hVJCI5d8QqYkMvwgx1NIHQ
        CrXFCyECgYEA7YiGCA4zHIaCUCvtkno8wZdUyf13jNw5r9umq1bJvFgbto5zSLhK
        sHjOoq0XmqV9TGGYuevqKKSvAWL7PDrBZBbHLYqFUHG5Ydung3RzozYuH1l7M4w4
        0ruAPsv/96p4bPrRf0Blh7ZFSqoMKJ9q38M8zh9OXjAdi3CmWhY/lkkCgYEAz/dI
        xb1vHzRTmrTNYWCroLNBFVI6u90CGmeamlZMToZ8rfL43D3HTZ7+Dj7xK48khvZH
        n6AxaVkATz8pSQ58mH3LQRvjOZDF4uSAGWd4EmDduIbhKZcn65iY2vqYk2rvD+No
        ZOVwc5hrqNz0yV9ZSJWYTfZYTo6L6pSSnJ7OySkCgYEAjtlc6blIaa5G7loMrNuQ
        cEhHOJaTcAX9N1JcgIxYFEnUmMxAbopOeKSeeFyqZlmB6g6Dn8RN9RVdHfNd7hHT
        vhKoxC2bEQ7jkwNbUYYWCSCLSlUw74YzoiAa9ykODe7aL4gDt4iNxrkKIOX1G/UL
        e/hZOAjBw4kiK3qawHDC2ukCgYEAyImP5v4QlWqD4/7MvUXWuhOggsrUUCuBx6x3
        7LOiyWXt/F77koUQFs1l9p7DOFnDw1DhKA/1Fbz5C3HAge4yP2muAY6+wdfUukHV
        NKoNoss9gp6tqMlVeV2gqChV0HGhLRUAqaqFkTI9Powyj6weEFwQjb0q0jWqvf2e
        kuCgTmECgYA995NF2tiwpO94q/SxDYnC8MMof0KJhgTGJCdhJ91ZlCCDkdckhx3m
        8IPonvcRvCpKZPiSjbquxQWWBHsNwkA5cLhElDvUFtURbY37xTOLqXgP3JYW3Vq6
        3s2FX+yZnMtA/vyLgbxPC1LjqpcvQyWhzRLIinShal3FQWGl+mnc1A==
        -----END RSA PRIVATE KEY-----
        """

    /// The key pair as the simulator takes it.
    public static func simulated() throws -> SimulatedKeyPair {
        try SimulatedKeyPair(name: "KeyPair-test", privateKeyPEM: privateKeyPEM)
    }
}
