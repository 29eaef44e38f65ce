// The scripts are bash scripts: on Windows they run inside WSL, and so do these tests.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
