// Spreading one database over several sets, should one set ever be too small: on a mongos, as admin,
//   mongosh --file sharding.js     with SHARDS='[{"name":"north","provinces":["p01","p02"]},…]'
// Written after MongoDB's manual and never run on a real cluster: try it on a restored backup first.
// docs/deploying.md, «Sharding», says what it costs and what the program lacks for it.
const name = process.env.APP_DATABASE || "chungsuc";
const zones = JSON.parse(process.env.SHARDS || "[]");
const database = db.getSiblingDB(name);
sh.enableSharding(name);

// Nothing to be changed for these: every write names the whole key.
sh.shardCollection(`${name}.audit`, { chain: 1, sequence: 1 }, true);
sh.shardCollection(`${name}.counters`, { _id: 1 });

// {province, year, _id}: a path begins with its province ("vn/p06/d064/c02062/"), so ranges of paths
// are provinces. A unique index must begin with the shard key, and two of today's do not.
const standing = database.registrations.getIndexes();
const inTheWay = standing.filter((index) => index.unique && index.key.path === undefined);
if (inTheWay.length) {
  print(`registrations stay whole: unique without path: ${inTheWay.map((i) => i.name).join(", ")}`);
} else {
  const key = { path: 1, year: 1, _id: 1 };
  database.registrations.createIndex(key);
  for (const { name: shard, provinces } of zones) {
    sh.addShardToZone(shard, shard);
    for (const province of provinces) {
      const [from, to] = [`vn/${province}/`, `vn/${province}0`]; // "0" follows "/"
      const least = { path: from, year: MinKey(), _id: MinKey() };
      const most = { path: to, year: MinKey(), _id: MinKey() };
      sh.updateZoneKeyRange(`${name}.registrations`, least, most, shard);
    }
  }
  sh.shardCollection(`${name}.registrations`, key);
}
