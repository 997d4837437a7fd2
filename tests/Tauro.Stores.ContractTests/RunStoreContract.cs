using Tauro.Stores.Runs;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IRunStore"/>, which every backend inherits.</summary>
public abstract partial class RunStoreContract : TrackingStoreContract;
