import CloudPasswords

enum Placeholder {}
