"""Reading what users write: scenario, policy and organisations files, and every fault in them at once."""
