namespace Tauro.Contracts.Ids;

/// <summary>
/// The id of one kind of resource. It is opaque: the store that creates it chooses its form. Any string but the empty
/// one can be parsed; whether it identifies anything is for the store to say. The empty string is the <c>default</c>
/// value and identifies nothing. Comparison is ordinal.
/// </summary>
/// <remarks>
/// An id converts implicitly to <see cref="string"/>, for paths, messages and keys, but never from one, and never to
/// another kind of id.
/// </remarks>
public interface IId<TSelf> : IId, IParsable<TSelf>, IComparable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    static abstract implicit operator string(TSelf id);

    /// <exception cref="FormatException">The string is empty.</exception>
    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) =>
        TSelf.TryParse(s, provider, out var id) ? id : throw new FormatException("An id must not be empty.");
}
