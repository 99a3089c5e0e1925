public import ArgumentParser
public import CloudPasswords

extension PowerMode: ExpressibleByArgument {}
