import { allRoles } from './app.ts';
import { loadConfig } from './platform/config/index.ts';
import { printFault, printWelcome } from './console.ts';
import { serve } from './serve.ts';

const demo = process.argv.includes('--demo') ? true : process.argv.includes('--no-demo') ? false : null;
try {
  const served = await serve(loadConfig(), { roles: allRoles, demo });
  printWelcome(served);
  let asked = 0;
  const stop = async () => {
    asked += 1;
    if (asked > 1) process.exit(1);
    await served.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
} catch (error) {
  printFault(error);
  process.exit(1);
}
