/** Milliseconds of processor time this thread has used: what code costs, however busy the machine is with other things. */
export function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
