namespace Tauro.Contracts.Trail;

/// <summary>The change that a trail entry records.</summary>
public enum TrailAction
{
    /// <summary>The trail began; nothing before that is in it.</summary>
    Began,
    Created,
    Updated,
    Deleted,
}
