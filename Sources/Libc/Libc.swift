// Libc: the system's C library under one name, for its elementary functions and its files.
// What stands above imports this module and asks no more which system it is built on.

#if canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#elseif canImport(Darwin)
  @_exported public import Darwin
#endif
