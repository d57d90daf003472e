//! Files that hold files: what they are known by, and how their entries are read.
