pragma ComponentBehavior: Bound
// How many digits of a PIN were typed, never which.
import QtQuick

Row {
    id: dots

    property int count: 0
    property int least: 4

    spacing: 12
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("ui.pin.typed").arg(count)

    Repeater {
        model: Math.max(dots.least, dots.count)

        Rectangle {
            required property int index

            width: 18
            height: 18
            radius: 9
            color: index < dots.count ? Theme.hi : "transparent"
            border { width: 2; color: index < dots.count ? Theme.hi : Theme.controlLine }
        }
    }
}
