using System.Reflection;
using Semblance.Tensors;
using Xunit.v3;

namespace Semblance.Testing;

/// <summary>Fails a test that leaves a tensor alive. Applied to every test assembly that uses tensors.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LeakCheckAttribute : BeforeAfterTestAttribute
{
    private long _before;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => _before = Tensor.LiveCount;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var left = Tensor.LiveCount - _before;
        if (left != 0 && !methodUnderTest.IsDefined(typeof(LeavesTensorsAttribute))) throw new InvalidOperationException($"{test.TestDisplayName} leaves {left} tensors alive; open a TensorScope in it");
    }
}
