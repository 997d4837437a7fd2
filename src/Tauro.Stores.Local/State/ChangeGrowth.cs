namespace Tauro.Stores.Local.State;

/// <summary>How a change adds to memory.</summary>
internal enum ChangeGrowth
{
    /// <summary>Not, or little: it removes documents, or changes existing ones a little.</summary>
    None,

    /// <summary>It adds metric points, and no documents.</summary>
    Points,

    /// <summary>It adds documents, or adds many params and tags to an existing one.</summary>
    Documents,
}
