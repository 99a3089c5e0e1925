import ArgumentParser

extension ExitCode {
    /// For commands that ask no cloud and do one thing.
    static let shortTable = """
        EXIT CODES:
          0    it is done
          1    it failed on the way
          64   the command line cannot be carried out: what it names is missing, is there already, or is no good
        """

    /// For commands about one plugin.
    static let pluginTable = """
        EXIT CODES:
          0    it is done
          1    there is no such plugin, it is broken, or the question was not answered with yes
          64   the command line is wrong
        """
}
