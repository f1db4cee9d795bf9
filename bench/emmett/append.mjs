// Appends one event a command with an expected version, as fast as so many callers can, each to a
// stream of its own. Reads `{"callers": n, "commands": n}` a line, answers `{"seconds": s}` a line.
import readline from "node:readline";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";

const store = getPostgreSQLEventStore(process.argv[2]);
const VOTE = {
  type: "VoteCast",
  data: { motion: "motion-1", item: "item-1", seat: "seat-001", choice: "for", person: "of-seat-001" },
};
let trials = 0;

async function append(stream, version) {
  await store.appendToStream(stream, [VOTE], { expectedStreamVersion: version });
}

async function trial(callers, commands) {
  trials += 1;
  let left = commands;
  const started = performance.now();
  const caller = async (number) => {
    const stream = `vote-${trials}-${number}`;
    for (let version = 0n; left > 0; version += 1n) {
      left -= 1;
      await append(stream, version === 0n ? "STREAM_DOES_NOT_EXIST" : version);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  return (performance.now() - started) / 1000;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { callers, commands } = JSON.parse(line);
  console.log(JSON.stringify({ seconds: await trial(callers, commands) }));
}
await store.close();
