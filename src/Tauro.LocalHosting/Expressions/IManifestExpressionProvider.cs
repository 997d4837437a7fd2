namespace Tauro.LocalHosting;

/// <summary>A value that a manifest can name without knowing it, such as <c>{redis.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
