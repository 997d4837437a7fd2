namespace Tauro.LocalHosting;

/// <summary>A value that is known once the resources it comes from have been resolved.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
