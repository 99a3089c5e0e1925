import AsyncHTTPClient
import CryptoExtras
import Logging

enum Placeholder {}
