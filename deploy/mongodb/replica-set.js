// Makes three nodes one set, and its two accounts. Once, on the node that is to be first:
//   mongosh --file replica-set.js   with NODES=a:27017,b:27017,c:27017, ADMIN_PASSWORD, APP_PASSWORD
// in the environment. Works while the set has no account yet (MongoDB's localhost exception), and
// may be repeated: what is there already is left as it is.
const given = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set`);
  return process.env[name];
};
const nodes = given("NODES").split(",");
const database = process.env.APP_DATABASE || "chungsuc";

try {
  rs.initiate({
    _id: "chungsuc",
    members: nodes.map((host, _id) => ({ _id, host })),
    // After an election so long for what a node that vanished may still have; nothing of it was
    // acknowledged, and everybody waits meanwhile.
    settings: { catchUpTimeoutMillis: 2000 },
  });
} catch (error) {
  if (!["AlreadyInitialized", "Unauthorized"].includes(error.codeName)) throw error;
}
for (let waited = 0; !db.hello().isWritablePrimary; waited++) {
  if (waited > 120) throw new Error("this node has not become primary; run it on the one that is");
  sleep(500);
}

const admin = db.getSiblingDB("admin");
try {
  admin.createUser({ user: "admin", pwd: given("ADMIN_PASSWORD"), roles: ["root"] });
} catch (error) {
  if (!["Location51003", "Unauthorized"].includes(error.codeName)) throw error;
}
admin.auth("admin", given("ADMIN_PASSWORD"));

// What the program may do: everything in its own database; read the oplog; look at the state
// of the set for /metrics (clusterMonitor); and end transactions of processes that were killed.
const ending = {
  role: "chungsucEnding",
  privileges: [{ resource: { cluster: true }, actions: ["inprog", "killAnySession"] }],
  roles: [],
};
const account = {
  user: "chungsuc",
  pwd: given("APP_PASSWORD"),
  roles: [
    { role: "dbOwner", db: database },
    { role: "clusterMonitor", db: "admin" },
    { role: "read", db: "local" }, // the oplog, for increments of a backup
    { role: "chungsucEnding", db: "admin" },
  ],
};
if (!admin.getRole(ending.role)) admin.createRole(ending);
if (!admin.getUser(account.user)) admin.createUser(account);
print(`${nodes.length} nodes, primary ${db.hello().primary}`);
