#include "CKeyCiphers.h"

#include <botan-2/botan/ffi.h>
#include <string.h>

static kc_status status(int result) {
    switch (result) {
    case BOTAN_FFI_SUCCESS:
        return KC_OK;
    case BOTAN_FFI_ERROR_BAD_MAC:
        return KC_NOT_AUTHENTIC;
    default:
        return KC_REFUSED;
    }
}

kc_status kc_derive(const char *function, const size_t work[3], const char *passphrase, size_t passphrase_count,
                    const uint8_t *salt, size_t salt_count, uint8_t *key, size_t key_count) {
    return status(botan_pwdhash(function, work[0], work[1], work[2], key, key_count, passphrase, passphrase_count,
                                salt, salt_count));
}

static int run(botan_cipher_t cipher, const uint8_t *key, size_t key_count, const uint8_t *nonce, size_t nonce_count,
               const uint8_t *input, size_t input_count, uint8_t *output, size_t *output_count) {
    int result = botan_cipher_set_key(cipher, key, key_count);
    if (result != BOTAN_FFI_SUCCESS)
        return result;
    result = botan_cipher_start(cipher, nonce, nonce_count);
    if (result != BOTAN_FFI_SUCCESS)
        return result;
    size_t consumed = 0;
    return botan_cipher_update(cipher, BOTAN_CIPHER_UPDATE_FLAG_FINAL, output, input_count, output_count, input,
                               input_count, &consumed);
}

kc_status kc_decrypt(const char *name, const uint8_t *key, size_t key_count, const uint8_t *nonce, size_t nonce_count,
                     const uint8_t *input, size_t input_count, uint8_t *output, size_t *output_count) {
    botan_cipher_t cipher = NULL;
    *output_count = 0;
    int result = botan_cipher_init(&cipher, name, BOTAN_CIPHER_INIT_FLAG_DECRYPT);
    if (result == BOTAN_FFI_SUCCESS)
        result = run(cipher, key, key_count, nonce, nonce_count, input, input_count, output, output_count);
    botan_cipher_destroy(cipher);
    return status(result);
}

kc_status kc_poly1305(const uint8_t *key, const uint8_t *input, size_t input_count, uint8_t *tag) {
    botan_mac_t mac = NULL;
    int result = botan_mac_init(&mac, "Poly1305", 0);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mac_set_key(mac, key, 32);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mac_update(mac, input, input_count);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mac_final(mac, tag);
    botan_mac_destroy(mac);
    return status(result);
}

kc_status kc_remainder(const uint8_t *number, size_t number_count, const uint8_t *prime, size_t prime_count,
                       uint8_t *remainder) {
    botan_mp_t dividend = NULL, divisor = NULL, quotient = NULL, rest = NULL;
    int result = botan_mp_init(&dividend) | botan_mp_init(&divisor) | botan_mp_init(&quotient) | botan_mp_init(&rest);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mp_from_bin(dividend, number, number_count);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mp_from_bin(divisor, prime, prime_count);
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mp_sub_u32(divisor, divisor, 1);
    if (result == BOTAN_FFI_SUCCESS && botan_mp_is_positive(divisor) != 1)
        result = BOTAN_FFI_ERROR_INVALID_INPUT;
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mp_div(quotient, rest, dividend, divisor);
    size_t count = 0;
    if (result == BOTAN_FFI_SUCCESS)
        result = botan_mp_num_bytes(rest, &count);
    if (result == BOTAN_FFI_SUCCESS && count > prime_count)
        result = BOTAN_FFI_ERROR_INTERNAL_ERROR;
    if (result == BOTAN_FFI_SUCCESS) {
        memset(remainder, 0, prime_count);
        result = botan_mp_to_bin(rest, remainder + (prime_count - count));
    }
    botan_mp_destroy(dividend);
    botan_mp_destroy(divisor);
    botan_mp_destroy(quotient);
    botan_mp_destroy(rest);
    return status(result);
}

bool kc_equal(const uint8_t *left, const uint8_t *right, size_t count) {
    return botan_constant_time_compare(left, right, count) == 0;
}

void kc_overwrite(void *bytes, size_t count) { botan_scrub_mem(bytes, count); }
