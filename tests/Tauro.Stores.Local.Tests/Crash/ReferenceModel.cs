namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The expected content of a store, in plain collections.</summary>
internal abstract class ReferenceModel<TSelf> where TSelf : ReferenceModel<TSelf>
{
    public abstract TSelf Copy();

    /// <summary>Returns the entire content as lines that can be compared.</summary>
    public abstract SortedSet<string> Facts();
}
