import { ApiProperty } from '@nestjs/swagger';

export class ExistingCertificate {
  @ApiProperty({
    minLength: 1,
    maxLength: 64,
    description: 'One-time code / 登録コード',
    example: '7KQ2M-9XWPT-4BHNC-E6RYD-J3VSA',
  })
  code!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 65536,
    description:
      'Compact JWS, typ careplan-registration+jws, signed with the key of the certificate to register; header x5t#S256 and x5c (the certificate and those above it), payload exactly jti, iat, aud (the public URL), kind "registration", codeSha256 (SHA-256 of the code in capitals without hyphens, base64url) / 登録する証明書の鍵による署名文',
    example: 'eyJhbGciOiJQUzI1NiIs…',
  })
  statement!: string;
}
