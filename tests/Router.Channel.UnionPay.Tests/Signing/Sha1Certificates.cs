namespace Router.Channel.UnionPay.Tests.Signing;

/// <summary>A root and a signer's certificate signed with SHA-1, as CFCA's of 2020 are; the BCL makes none. Made with openssl x509 -sha1.</summary>
internal static class Sha1Certificates
{
    public const string Root = """
        -----BEGIN CERTIFICATE-----
        MIIDLzCCAhegAwIBAgIUIH8aL3zc222jbdATbooONKdM19EwDQYJKoZIhvcNAQEF
        BQAwJzELMAkGA1UEBhMCQ04xGDAWBgNVBAMMD1NIQS0xIHRlc3Qgcm9vdDAeFw0y
        NjExMjExNzQ5MjRaFw00NjExMTYxNzQ5MjRaMCcxCzAJBgNVBAYTAkNOMRgwFgYD
        VQQDDA9TSEEtMSB0ZXN0IHJvb3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEK
        AoIBAQC/T5ZMQWOpYKnxZ4rvQo0ymxwfVi//NyOVg0swohfqjhHzFg19WjM844oS
        Jv37KauiNO842HcGM6Sro3Zfav900ww5qpGPSK38evF1jU28npj0Ct6P3W51vxt/
        4wY61QPrtt8ZmCQYrxyMWKUqMkh4HVijTGZQ58bIY+0IK/vK2D9Fa6by2ylykFPF
        JDchn2450NjleZd5qFAkLDVVn5qrTrsjM4tctbMjyjt+PN0jOKjQ2AaWKoi9XwRm
        nvXRqj7Eck5Hcgq0PdIKo5u+HdCKL53vchKINuaawcPk2xoZHMnGisVvfIy+C19J
        r3w5jzvU2n/keKT6Jg7LHiya/um1AgMBAAGjUzBRMB0GA1UdDgQWBBT1sL6BYea9
        1SvvJbeOl6sIyDTSnzAfBgNVHSMEGDAWgBT1sL6BYea91SvvJbeOl6sIyDTSnzAP
        BgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBBQUAA4IBAQCSI0P+vmjoMKk5LK2Z
        oGGWm858kFVedPgN8lsF2dgWo33wAeyHVFgbooCfjFe0/flwQKaA2dPjIF4IQPGh
        twcwhhTVZ6wRC8DHNsJ6kVBeTLLHYDcuk5mCE5wMGvMf4xfT0ZVQ6vaeYPGwplXn
        bF7ILPGUgIZaTLOkG2QbEzXOVYR3qyflaiYqY/8xWeK9/+8kfLCw1tGuCb96IL/i
        H/hjDVfbt4OXu2pmA1t21m31/3Vb9eOORLm6LiHphSgl6uYYB6CRq27P0hVDNO/R
        CaGAzH+ElR4/dXn0CyoWml6L12+q8jFcFIQ+bmUCZq6g6JKmMyU9wcTo2nkL5t4M
        /wQR
        -----END CERTIFICATE-----
        """;

    public const string Signer = """
        -----BEGIN CERTIFICATE-----
        MIIDBjCCAe4CAhJnMA0GCSqGSIb3DQEBBQUAMCcxCzAJBgNVBAYTAkNOMRgwFgYD
        VQQDDA9TSEEtMSB0ZXN0IHJvb3QwHhcNMjYxMTIxMTc0OTI0WhcNNDYxMTE1MTc0
        OTI0WjBqMQswCQYDVQQGEwJjbjEUMBIGA1UECwwLRW50ZXJwcmlzZXMxRTBDBgNV
        BAMMPDA0MUA4MzEwMDAwMDAwMDgzMDQwQOS4reWbvemTtuiBlOiCoeS7veaciemZ
        kOWFrOWPuEAwMDAxNjQ5NTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
        ALn3Zyz68avsfUfipjPdCGeLwz6f2uhG+hRRBzkt/iDnQuHS2KjAbHh3y7xq4ZdS
        Up8GT+fnsm11TvWFLl8niGpN8FRLaj8a2XNfV0rrZnOWzk7kjwUgOsK2ATTM1U7a
        DYY0w0vdG2djYdDdGEbuclu0fzcTMxTDRDnmmNsg/oZw+fALGciaw1Xge5epgQMy
        WkGTIskY6SGqSyw5mBxhJVRYJSWdHvn3a8Z6GM6DkV+LVqdxKbqmx9ufUfEqF8Qs
        RATBmpG1XTJvDYCbYl/cMXO8+kxDo9jvbRNG1NkQmozP9bCrQ7uwur57z/jL4E7e
        jUB924KqbL0D95GGM2owgbUCAwEAATANBgkqhkiG9w0BAQUFAAOCAQEAhuaigdg7
        ABO0w6jpNu6ShJZ3XHiA1VObpIQJ5EU0Ac3OuYHPRO2eTlAZb/vul+HGflloXdZX
        rcO3sx5tNSlDSB3bFcKXXSeLk9xyMC4x7azFzhViNGCTvuj5zzWykYjRz/kKV+cc
        Yxb8uc37eiEXUrAA0O9TRYeNOGlTlF3XDmN/xZfulsrGeCcVD4FgChiyBydN9/BH
        1cvh8Pvr16Z6hrCrGPUf25WAZ0NsvMx0j3pKVI8yjEC2lsX6NKC2W9jUszhKGee+
        GNgO0DwTNJKdVQE6CbbJD1mLtdls6RHlmclCQjNVbd7oQT90puOousM/nzEXnlri
        PI6+W7M0y5FmnA==
        -----END CERTIFICATE-----
        """;
}
