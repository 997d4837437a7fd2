namespace Tauro.Contracts.Ids;

/// <summary>The id of a resource of any kind: a string with a type of its own. See <see cref="IId{TSelf}"/>.</summary>
public interface IId
{
    /// <summary>The id as clients and files have it; empty for <c>default</c>.</summary>
    string Value { get; }
}
