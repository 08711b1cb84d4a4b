"""Many runs: worlds lived through under every scenario, on this machine or on a cluster, kept and tabled."""
