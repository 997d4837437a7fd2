namespace Tauro.LocalHosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Holds the resource back until every replica of the dependency runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport =>
        builder.WaitFor(dependency, WaitBehavior.WaitOnResourceUnavailable);

    /// <remarks>
    /// The local engine restarts what fails, so a dependency is never unavailable for good and both behaviours wait.
    /// </remarks>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.WaitUntil(dependency.Resource, WaitType.WaitUntilHealthy);

    /// <summary>Holds the resource back until the dependency's process runs, whatever its health.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport =>
        builder.WaitForStart(dependency, WaitBehavior.WaitOnResourceUnavailable);

    /// <inheritdoc cref="WaitFor{T}(IResourceBuilder{T}, IResourceBuilder{IResource}, WaitBehavior)"/>
    public static IResourceBuilder<T> WaitForStart<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport => builder.WaitUntil(dependency.Resource, WaitType.WaitUntilStarted);

    private static IResourceBuilder<T> WaitUntil<T>(
        this IResourceBuilder<T> builder, IResource dependency, WaitType type)
        where T : IResourceWithWaitSupport
    {
        if (ReferenceEquals(builder.Resource, dependency))
        {
            throw new DistributedApplicationException(
                $"The '{builder.Resource.Name}' resource cannot wait for itself.");
        }

        // A database is ready when its server is.
        return builder.WithAnnotation(
            new WaitAnnotation(dependency is IResourceWithParent child ? child.Parent : dependency, type));
    }
}
