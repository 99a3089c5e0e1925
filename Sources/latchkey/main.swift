import LatchkeyCommandLine

await Latchkey.main()
