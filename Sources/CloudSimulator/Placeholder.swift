import CryptoExtras
import Hummingbird

enum Placeholder {}
