// How this device shows things, over any screen: language, size of text, hand.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Appearance appearance

    open: appearance?.open ?? false
    title: qsTr("appearance.title")
    onClosed: appearance.close()

    Looks { objectName: "looks.all"; Layout.fillWidth: true; appearance: sheet.appearance }
    Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("appearance.about"); wrapMode: Text.Wrap }
}
