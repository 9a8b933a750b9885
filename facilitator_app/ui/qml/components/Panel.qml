// A surface that holds things together: rounded, one step above the ground.
import QtQuick

Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border { width: 1; color: Theme.line }
}
