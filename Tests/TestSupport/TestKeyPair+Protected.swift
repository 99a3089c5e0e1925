extension TestKeyPair {
    /// The same private key, encrypted by OpenSSL under the passphrase `open sesame`.
    public static let protectedPEM = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIiMqYJiu1CBYCAggA
        MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBAhqXu7nn95u0SKykbiEtHmBIIE
        0H6ZZa1cY9X9AGv2nQxiix3PfQqIDQjJO+ok1CP6jYxxYwgQUK4mpVYwiHU9KQ3e
        eaTZtCZR2YZAbVisx6gDid2eOcK1IQzlk86S9aDos/PDKKkTzc3DagzAMLlzThJo
        E4q0s/QkdkfdLGiwHvLOciOFQoqGubpeeAUgS5nM02qtRKgQxwDSgKL3N5GopBA2
        /m8/tUY44OSrZWkHzrqmoKd/fnEW5IbPguWC4zAvnLUIE9cbzcKdnhvpJYKLmYWm
        jaBk9sU8fx0brd4szw+Oy/RepUnd4mxxYL/Dbse31eVkMHSjvDn9Vko4tcMm/ALj
        NBkJDeJPlR0baSxXUuDpNBONPekF+u4vS+VVXb/QaYxTUN8eyY8IPl8g36iuedUf
        XZKntJB5YaQhjyVm0wRqfVWpSFoFWcZo3GneI779yH5a9UvDI9yhmAc6a8ixmF8g
        1oDcv9qthekWQgRTb3drVvyT1xjWLEzb+Ah+eqvJx87D9gnfZa3v0PsIGbvbFol5
        cvR2jmLmHzBOesOS3M4Va8QaN4+iHNANQlWSi7+Je2kg3jL3DBhzf7nqnB1ctZd7
        KLTk6DqPdJ00A2VVXfo1M+CyJmx50OiGKpEArGxf1e0F4KxcZfXcdFiLJfPCoEFF
        YRkY7S4V5MxWbjpxgGXAZmj/AJRVCWajNlRhTQke0Hqg7uey/Rks3k+Bm6XBwIyd
        v/kcmdEZzgYtpZ7P6j4YOnti/x9+JL6quvoOWoqHSn8bl5nf8hhJxZlCYwxnbZm5
        Vh2Cm6xMzklSq6wlg2fKHag9AVoSRV10N2CWJTZEqY1ckMh03ZMCmZzGpPGqAnin
        T5LPhijIKfzTm5W0uJUAs23NGc8LkAEpUqnmz8PurxRORk5uTBKUDOr7/L/yKFGk
        YFT30EEZ0mDtUgU1hL/FOzstcglWf62wx+A14k9oL2b9YZ/Fu1DKJrnjkqFw8qec
        Exreg6lYswyk2bYnZ3qVUwP4+NTEKFCXRFdcSyzO+b/un8U2kv54BY03lFlqroYf
        qmH/SV1JoD8va3stqL5mo15Oggg96olNy2BOTQKpPkxPGVjz6nVUKPsF7Wdj6r7B
        pwwuli0A4pYcxFMUWBdzYb/N8I0CEvQE8iqLU1i9+rFbu+CrbTBNJ/JhxO5i7pEU
        LiD+O7DHHCaA583gUD6DEV38rmjWu+RWOYRY8EQewXbmxzW8iPkq4P1I+WNaTIQT
        RlszkP3Dd6g3ZUYa3eS0mGReOqeSO1rD9OQFw+qhB7QxhYIWODHX5jkZ1N5MYtR1
        znOKCYJtGL+7vxcKV4p8F/gjZ2KiQO7otT7viva6zNKco0Hp8WZz72O3qGxS6Rik
        TLC/xIQ+mtuLsx5x/HmmRqiOS6MzD0jSb0NuWiN+NfwiqeDDItbKnrjlm/SEm13j
        USeikUUONY1nG1bE3Rb1Cnh2TYl5TmKjFRFKRFK8vqB4sJAfXYsCNLqwUoKWt2Uq
        Hf8HIIghsAxJfOgXTPxIsbpHCXmHoU7aVVR/l1eCLRYMeUW+YVgNRqHFsoe4PNiK
        eqZF8s6eN00E9sw3hR47/KPtodJaNvRjIQJ2Y2l2KBHnKefdy2Najl6bRPZCof0x
        v90F8Kp4MNAPgrNzAUzF8FQXI3Zusx25MEEFXs+zv2/w
        -----END ENCRYPTED PRIVATE KEY-----
        """

    /// What opens it.
    public static let passphrase = "open sesame"
}
