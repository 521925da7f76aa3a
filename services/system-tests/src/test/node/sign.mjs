// Registers a key, sends signed requests and verifies the signed answers, all with an implementation of RFC 9421 that is not ours.
// Usage: node sign.mjs GATEWAY ACCESS_TOKEN; prints one line of JSON for each algorithm.
import { createHash, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';

const [gateway, token] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
const pairs = {
  'ecdsa-p256-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ed25519: () => generateKeyPairSync('ed25519'),
};

const directory = await (await fetch(`${gateway}/.well-known/http-message-signatures-directory`)).json();

async function keyLookup({ keyid }) {
  const jwk = directory.keys.find((key) => key.kid === keyid);
  if (!jwk) return null;
  const alg = jwk.kty === 'EC' ? 'ecdsa-p256-sha256' : 'ed25519';
  return { id: keyid, algs: [alg], verify: createVerifier(createPublicKey({ key: jwk, format: 'jwk' }), alg) };
}

function digest(body) {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

async function exchange(request, body) {
  const response = await fetch(request.url, { method: request.method, headers: request.headers, body });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) };
}

for (const [alg, generate] of Object.entries(pairs)) {
  const { publicKey, privateKey } = generate();
  const registered = await fetch(`${gateway}/api/v1/signing-keys`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `node ${alg}`, publicKey: publicKey.export({ format: 'jwk' }), algorithm: alg }),
  });
  if (registered.status !== 201) throw new Error(`registration: ${registered.status} ${await registered.text()}`);
  const { id } = await registered.json();

  const body = JSON.stringify({ items: [] });
  const request = await httpbis.signMessage(
    {
      key: createSigner(privateKey, alg, id),
      name: 'partner',
      fields: ['@method', '@target-uri', 'content-digest', 'content-type'],
      params: ['created', 'nonce', 'keyid', 'alg'],
      paramValues: { nonce: randomUUID() },
    },
    {
      method: 'POST',
      url: `${gateway}/api/v1/orders?from=node`,
      headers: {
        authorization,
        'content-type': 'application/json',
        'content-digest': digest(body),
        'idempotency-key': randomUUID(),
      },
    },
  );
  const answer = await exchange(request, body);
  const authentic = await httpbis.verifyMessage(
    { keyLookup, requiredFields: ['@status', 'content-digest'], all: true },
    { status: answer.status, headers: answer.headers },
    request,
  );
  const replayed = await exchange(request, body);
  console.log(
    JSON.stringify({
      alg,
      status: answer.status,
      authentic,
      digest: answer.headers['content-digest'] === digest(answer.body),
      replay: replayed.status,
      code: JSON.parse(replayed.body).code,
    }),
  );
}
