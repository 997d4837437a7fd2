namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>What a store ought to hold, kept in plain collections.</summary>
internal abstract class ReferenceModel<TSelf> where TSelf : ReferenceModel<TSelf>
{
    public abstract TSelf Copy();

    /// <summary>All of it, in lines that can be compared.</summary>
    public abstract SortedSet<string> Facts();
}
