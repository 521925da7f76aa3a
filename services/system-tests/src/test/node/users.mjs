// Talks to users over gRPC with an implementation that is not ours, and with nothing but the published contract.
// Usage: node users.mjs ADDRESS PROTO_FOLDER ACCESS_TOKEN USER_ID ENTRIES; prints a line of JSON for each answer.
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [address, folder, token, userId, entries] = process.argv.slice(2);
const contract = loadSync('tradepost/users/v1/users.proto', {
  // Google's annotations, which the contract imports, come with the library.
  includeDirs: [folder, 'node_modules/protobufjs'],
  enums: String,
});
const { UserService } = grpc.loadPackageDefinition(contract).tradepost.users.v1;
const users = new UserService(address, grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${token}`);
metadata.set('client-version', 'grpc-js');
const print = (answer) => console.log(JSON.stringify(answer));

function getUser(id, sent) {
  return new Promise((resolve) => {
    const deadline = Date.now() + 10_000;
    users.getUser({ userId: id }, sent, { deadline }, (error, answer) => {
      resolve(error ? { refused: grpc.status[error.code] } : answer.user);
    });
  });
}

print(await getUser(userId, metadata));
print(await getUser('7', metadata));
print(await getUser(userId, new grpc.Metadata()));

const stream = users.streamUserActivity({ userId }, metadata, { deadline: Date.now() + 60_000 });
const activity = [];
stream.on('data', (answer) => {
  activity.push(answer.activity.type);
  if (activity.length === Number(entries)) stream.cancel();
});
stream.on('error', (error) => {
  print({ activity, ended: grpc.status[error.code] });
  users.close();
});
