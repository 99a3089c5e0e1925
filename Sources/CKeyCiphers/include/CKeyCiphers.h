// What key files need and swift-crypto lacks: the derivations and ciphers of OpenSSH, PuTTY and OpenSSL.
//
// Botan does the work, because it is the one library in Debian that has them all: bcrypt_pbkdf, Argon2 and scrypt, and
// every cipher from DES to ChaCha20. No type of it shows here, and keyciphers.c is the only file that names it.

#ifndef LATCHKEY_KEY_CIPHERS_H
#define LATCHKEY_KEY_CIPHERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum kc_status {
    KC_OK = 0,
    /// The authentication tag does not match: another key, or a changed ciphertext.
    KC_NOT_AUTHENTIC,
    /// The library refused: an unknown name, or lengths that do not fit it.
    KC_REFUSED,
} kc_status;

/// Derives `key` from a passphrase.
///
/// `function` and its three work factors are the library's: "PBKDF2(SHA-1)" (iterations), "Scrypt" (N, r, p),
/// "Argon2id" (KiB, passes, lanes), "Bcrypt-PBKDF" (rounds). There must be a zero byte behind the passphrase.
kc_status kc_derive(const char *function, const size_t work[3], const char *passphrase, size_t passphrase_count,
                    const uint8_t *salt, size_t salt_count, uint8_t *key, size_t key_count);

/// Decrypts `input` into `output`, which has room for `input_count` bytes. The tag of an authenticated cipher stands
/// at the end of the input. `cipher` is the library's name: "AES-256/CBC/NoPadding".
kc_status kc_decrypt(const char *cipher, const uint8_t *key, size_t key_count, const uint8_t *nonce,
                     size_t nonce_count, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t *output_count);

/// The Poly1305 tag (16 bytes) of `input` under a key of 32 bytes.
kc_status kc_poly1305(const uint8_t *key, const uint8_t *input, size_t input_count, uint8_t *tag);

/// `number` modulo (`prime` - 1), both big-endian, into `remainder`, which has room for `prime_count` bytes and is
/// filled with zeros on the left.
kc_status kc_remainder(const uint8_t *number, size_t number_count, const uint8_t *prime, size_t prime_count,
                       uint8_t *remainder);

/// Whether both hold the same bytes, in a time that depends on `count` alone.
bool kc_equal(const uint8_t *left, const uint8_t *right, size_t count);

/// Overwrites the bytes with zeros, also when nobody reads them again.
void kc_overwrite(void *bytes, size_t count);

#endif
