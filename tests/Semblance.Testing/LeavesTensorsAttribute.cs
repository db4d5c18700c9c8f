namespace Semblance.Testing;

/// <summary>Excuses a test that forgets tensors on purpose, to see the collector free them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LeavesTensorsAttribute : Attribute;
