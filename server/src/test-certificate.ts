/**
 * A key and a certificate for "localhost" that nobody trusts, for tests of encrypted connections:
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext subjectAltName=DNS:localhost`
 */
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgI627Njvm0OPI3ZcP
s1678A/onIXrNi91mhgi4YAHFaOhRANCAARXI9xsEGXKyw6cwWOL/KLpgSW1/m63
CesNv1iK9gnp3hgpmGdvwBtktiLQujEd+lD44loC1NMYMBBm4SbMZLFg
-----END PRIVATE KEY-----
`;
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUbjvgKhPLzYeK7dEA9Qxn6NaXeqIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTIyNDQxOVoYDzIxMjYxMTA1
MjI0NDE5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARXI9xsEGXKyw6cwWOL/KLpgSW1/m63CesNv1iK9gnp3hgpmGdvwBtk
tiLQujEd+lD44loC1NMYMBBm4SbMZLFgo2kwZzAdBgNVHQ4EFgQUnwFXIt0s11Uu
dsiu9RncZmafBWkwHwYDVR0jBBgwFoAUnwFXIt0s11Uudsiu9RncZmafBWkwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgEENlVwwEKCmDLPhgOsZXDdtQO6Tefy4xruXXZxJ4SXQCIC8mPcNtJJwx
IJktIeS72s+22k7h80eRobMOwGGE4bOt
-----END CERTIFICATE-----
`;
