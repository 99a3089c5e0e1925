import LatchkeyCommandLine

await Latchkey.main(plugins: [SyslogPlugin()])
