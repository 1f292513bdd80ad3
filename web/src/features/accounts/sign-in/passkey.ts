import { type Answer, api, body } from '@/shared/api';
import { bytesOf, isDismissed, textOf } from '@/shared/lib/passkeys';

/** Lets the browser offer the passkeys it knows. Null: the person closed the dialogue. */
export async function signInByPasskey(): Promise<Answer<'/api/auth/passkey', 'post'> | null> {
  const { challenge_id, public_key: wanted } = await body(api.POST('/api/auth/passkey/options'));
  let credential: PublicKeyCredential;
  try {
    credential = (await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(wanted.challenge),
        rpId: wanted.rp_id,
        timeout: wanted.timeout,
        userVerification: wanted.user_verification as UserVerificationRequirement,
        allowCredentials: wanted.allow_credentials.map((id) => ({
          type: 'public-key',
          id: bytesOf(id),
        })),
      },
    })) as PublicKeyCredential;
  } catch (error) {
    if (isDismissed(error)) return null;
    throw error;
  }
  const answer = credential.response as AuthenticatorAssertionResponse;
  return body(
    api.POST('/api/auth/passkey', {
      body: {
        challenge_id,
        credential: {
          id: credential.id,
          raw_id: textOf(credential.rawId),
          authenticator_data: textOf(answer.authenticatorData),
          client_data_json: textOf(answer.clientDataJSON),
          signature: textOf(answer.signature),
          user_handle: answer.userHandle ? textOf(answer.userHandle) : null,
        },
      },
    }),
  );
}
