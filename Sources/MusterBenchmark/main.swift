print("muster-benchmark")
