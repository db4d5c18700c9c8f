#include "images.h"

int32_t semblance_images_abi() { return 1; }
