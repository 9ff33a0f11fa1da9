// Loaded into a server that was started through a parent (see runtime.mjs): when the parent is killed, the server stops in
// good order instead of working on unseen.
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
