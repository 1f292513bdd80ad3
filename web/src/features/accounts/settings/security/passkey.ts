import { api, body } from '@/shared/api';
import { bytesOf, isDismissed, textOf } from '@/shared/lib/passkeys';

/** Has the browser make a passkey, and the server remember it. Closing the browser's dialogue changes nothing. */
export async function createPasskey(name: string): Promise<void> {
  const { challenge_id, public_key: wanted } = await body(api.POST('/api/me/passkeys/options'));
  let credential: PublicKeyCredential;
  try {
    credential = (await navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(wanted.challenge),
        rp: wanted.rp,
        user: {
          id: bytesOf(wanted.user.id),
          name: wanted.user.name,
          displayName: wanted.user.display_name,
        },
        pubKeyCredParams: wanted.parameters.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: wanted.exclude_credentials.map((id) => ({
          type: 'public-key',
          id: bytesOf(id),
        })),
        // Discoverable, so that signing in needs no e-mail address.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        timeout: wanted.timeout,
      },
    })) as PublicKeyCredential;
  } catch (error) {
    if (isDismissed(error)) return;
    throw error;
  }
  const answer = credential.response as AuthenticatorAttestationResponse;
  await api.POST('/api/me/passkeys', {
    body: {
      challenge_id,
      name,
      credential: {
        id: credential.id,
        raw_id: textOf(credential.rawId),
        attestation_object: textOf(answer.attestationObject),
        client_data_json: textOf(answer.clientDataJSON),
      },
    },
  });
}
