using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

/// <summary>What every <see cref="IRunStore"/> does. A backend inherits it and says how to open one.</summary>
public abstract partial class RunStoreContract : TrackingStoreContract;
