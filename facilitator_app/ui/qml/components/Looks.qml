// How this device shows things, to be chosen: language, size of text, hand.  Each choice is followed at once.
import QtQuick
import QtQuick.Layouts
import Facilitator

ColumnLayout {
    id: looks

    required property Appearance appearance
    property bool short: false // the language alone

    spacing: 10

    Say { visible: !looks.short; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("appearance.language") }
    Segmented { objectName: looks.objectName + ".language"; Layout.fillWidth: true; label: qsTr("appearance.language"); options: looks.appearance.languages; current: looks.appearance.language; onPicked: key => looks.appearance.speak(key) }
    Say { visible: !looks.short; Layout.topMargin: 8; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("appearance.size") }
    Segmented { objectName: looks.objectName + ".size"; visible: !looks.short; Layout.fillWidth: true; label: qsTr("appearance.size"); options: looks.appearance.sizes; current: looks.appearance.percent; onPicked: key => looks.appearance.set_percent(key) }
    Say { visible: !looks.short; Layout.fillWidth: true; kind: "caption"; text: qsTr("appearance.keys"); wrapMode: Text.Wrap }
    Say { visible: !looks.short; Layout.topMargin: 8; Layout.fillWidth: true; kind: "strong"; text: qsTr("appearance.hand"); wrapMode: Text.Wrap }
    Segmented { objectName: looks.objectName + ".hand"; visible: !looks.short; Layout.fillWidth: true; label: qsTr("appearance.hand"); options: looks.appearance.hands; current: looks.appearance.hand; onPicked: key => looks.appearance.set_hand(key) }
    FieldError { objectName: looks.objectName + ".error"; Layout.fillWidth: true; text: looks.appearance.form.general }
}
