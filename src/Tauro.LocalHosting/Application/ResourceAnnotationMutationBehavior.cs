namespace Tauro.LocalHosting;

public enum ResourceAnnotationMutationBehavior
{
    Append = 0,
    Replace = 1,
}
