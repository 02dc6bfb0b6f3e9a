import { createServer } from 'node:net';

// Takes every connection, reads what comes, and never answers. Prints its port when it listens.
const server = createServer(socket => socket.on('error', () => undefined).resume());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
