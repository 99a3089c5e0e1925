import ArgumentParser
import CloudSimulator
import UnixSignals

@main struct L { static func main() {} }
